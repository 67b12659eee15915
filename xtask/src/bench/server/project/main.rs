//! Both servers, and what asks them: `stubs` and `bare` print their URLs and serve, `load ADDRESS OPERATION COUNT` asks
//! and prints how many nanoseconds an answer took.

mod bare;
mod load;
mod stubs;
mod users;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match words.as_slice() {
        ["stubs"] => runtime.block_on(stubs::serve()),
        ["bare"] => runtime.block_on(bare::serve()),
        ["load", address, operation, count] => {
            println!("{}", load::run(address, operation, count.parse().unwrap()));
        }
        _ => panic!("stubs, bare, or load ADDRESS OPERATION COUNT"),
    }
}
