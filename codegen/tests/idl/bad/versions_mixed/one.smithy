$version: "1.0"
namespace a

string S
