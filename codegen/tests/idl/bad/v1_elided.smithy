namespace a

structure S {
    $a
}
