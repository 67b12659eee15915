namespace a

structure S with [M] {}
