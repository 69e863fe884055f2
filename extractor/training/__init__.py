"""Training the model of names: annotation and texts in, a packaged model out (``vnfacts train``). Needs the extra
``vnfacts[train]`` (JAX); nothing of it is used when vnfacts reads."""
