"""The learned engine: a small encoder finds mentions and relates them, a decoder turns them into statements.

Here: what a model answers (`labels`), text as model input (`tokens`), the model itself (`model`, ONNX), spans and
entities (`mentions`, `entities`), and one decoder per kind of fact. Not here: how the model learned
(`orchestration.learning`), reading numbers (`language`), whether a statement is true to the text (`grounding`).
"""
