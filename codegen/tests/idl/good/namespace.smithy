$version: "2.0"
namespace a.b_c.d1

string S
