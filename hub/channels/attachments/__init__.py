"""Files that come with messages: what a message has, who may open it, and what becomes of it when it is taken back."""
