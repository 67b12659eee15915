//! The story, told by aws-sdk-workmail and by rusoto_workmail. Arguments: which of the two, the endpoint, and an organization
//! with a seeded token of the user ann.

mod official;
mod rusoto;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().expect("which, endpoint, organization");
    let (which, endpoint, seeded) = (word(), word(), word());
    match which.as_str() {
        "official" => official::tell(&endpoint, &seeded).await,
        "rusoto" => rusoto::tell(&endpoint).await,
        other => panic!("{other}"),
    }
    println!("told");
}
