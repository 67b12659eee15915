namespace a

structure S {
    a: Integer = 1
}
