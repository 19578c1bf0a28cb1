"""The official document (GB/T 9704-2012): a tree that features fill, and the writer of its Word file."""
