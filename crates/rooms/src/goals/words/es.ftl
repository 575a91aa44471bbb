goals-only-owner = Esto solo lo puede hacer la parte dueña de la meta: usted con las suyas, los miembros con las del equipo, la dirección con las de la escuela o del distrito.
goals-link-itself = Una meta no puede llevar a sí misma.
goals-link-downwards = Una meta lleva a otra de su mismo nivel o más alta, nunca a una más baja.
goals-link-already = Estas dos ya están unidas, o hay un ofrecimiento en espera.
goals-link-loop = Esto daría vueltas en círculo: la otra meta ya lleva a esta.
goals-link-own = Usted hizo este ofrecimiento. Lo contesta otra persona de la otra parte.
goals-link-answered = Esto ya se contestó. Abra otra vez la meta para ver cómo.
goals-link-unknown = Una de estas metas no se puede unir.
