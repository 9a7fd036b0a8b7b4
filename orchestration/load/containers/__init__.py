"""Files that hold several articles: archives, compressed files, web archives and exports become `Document`s."""
