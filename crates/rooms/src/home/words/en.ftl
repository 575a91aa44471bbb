home-hello = Good to see you, { $name }.
