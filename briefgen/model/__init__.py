"""What the files of a scenario mean: strict YAML, the model, adaptation. No HTML and no PDF."""
