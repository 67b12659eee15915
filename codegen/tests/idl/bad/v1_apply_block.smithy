namespace a

string S

apply S { @sensitive }
