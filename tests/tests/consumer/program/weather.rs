//! Asks a service of one's own, which is no AWS service, and which it knows by its endpoint alone.

use weather::Config;
use weather::blocking::Client;
use weather::operation::get_forecast::GetForecastError;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_conf(Config::from_env()?);
    let forecast = client.get_forecast().station("EDDM").send()?;
    let sky = forecast.sky().map(|sky| sky.as_str()).unwrap_or_default();
    println!("{sky}, {} degrees", forecast.celsius().unwrap_or_default());

    let error = client.get_forecast().station("XXXX").send().unwrap_err();
    println!("{error}");
    match error.into_service_error() {
        GetForecastError::NoSuchStation(error) => println!("not a station: {}", error.message().unwrap_or_default()),
        other => return Err(other.into()),
    }
    Ok(())
}
