# communities
