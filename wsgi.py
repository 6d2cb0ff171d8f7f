import gc

from appeals.app import create_app

app = create_app()
# What was loaded at the start stays: no collection need walk through it again.
gc.collect()
gc.freeze()
