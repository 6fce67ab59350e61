"""Forms on the files of the content: each is a description; the same lines draw and read all."""
