# files
file-too-large = This file is larger than 25 MB. Please send a smaller copy, or link to where it lies.
file-picture-broken = This picture can’t be read. Please take it again, or send it as another kind of file.
