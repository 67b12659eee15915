namespace a

enum E {
    A
}
