"""Books: the bytes of any office format to raw cells with their addresses."""
