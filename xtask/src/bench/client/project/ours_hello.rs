//! Asks for users and says how many came.

mod answer;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let users = runtime.block_on(async {
        let client = workmail::Client::from_conf(workmail::Config::from_env().unwrap());
        client.list_users().organization_id("m-0123456789abcdef0123456789abcdef").send().await.unwrap()
    });
    println!("{} {}", users.users().len(), answer::peak_memory());
}
