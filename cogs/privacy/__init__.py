"""What is stored about members: they see it, take it along and erase it by themselves."""
