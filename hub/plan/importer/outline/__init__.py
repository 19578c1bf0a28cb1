"""From lines to paragraphs, from paragraphs to a tree, from the tree to the entries that are work items."""
