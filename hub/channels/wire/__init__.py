"""What programs send and get for channels and messages: strict models, and how views become them."""
