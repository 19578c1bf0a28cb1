"""Writes blocks as a Word file (.docx): python-docx makes the package, the body is streamed into it block by block."""

from .writing import DocxWriter, write

__all__ = ["DocxWriter", "write"]
