"""How the student learned: the annotated corpus, and what turns it into a model. Nothing at run time imports this."""
