namespace a

operation O {
    input := {}
}
