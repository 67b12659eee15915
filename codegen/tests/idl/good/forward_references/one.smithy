$version: "2.0"
namespace a

structure S {
    later: Later
    shadow: String
}

structure Later {}
