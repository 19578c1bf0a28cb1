"""The quick switcher: what the viewer can go to, with how each name is spelled in pinyin."""
