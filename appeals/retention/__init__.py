"""What is known of persons: how long each thing is kept, its purge, and answers to who asks."""
