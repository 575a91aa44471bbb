# files
file-too-large = This file is larger than 25 MB. Please send a smaller copy, or link to where it lies.
