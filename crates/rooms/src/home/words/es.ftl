home-hello = Qué gusto verle, { $name }.
