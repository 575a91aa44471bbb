//! The stories of the shared text.
