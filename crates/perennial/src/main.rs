//! One binary: the server and the commands around it.

fn main() {}
