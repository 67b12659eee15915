namespace a

structure S for R {}
