import gc
import os

from appeals import keyring
from appeals.app import create_app

os.umask(0o077)  # what the service writes is nobody else's to read
app = create_app()
keyring.demand_right_keys(app)
# What was loaded at the start stays: no collection need walk through it again.
gc.collect()
gc.freeze()
