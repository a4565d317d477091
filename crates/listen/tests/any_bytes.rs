//! Whatever bytes come, the server goes on.

mod support;

use std::io::Write;
use std::time::Duration;

use listen::Limits;
use proptest::prelude::*;
use support::{Server, half_close, quick, to_end};

fn limits() -> Limits {
    Limits {
        head: Duration::from_millis(50),
        idle: Duration::from_millis(50),
        request: Duration::from_millis(100),
        ..quick()
    }
}

/// Bytes that look like a request now and then.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "GET ",
        "POST ",
        "HEAD ",
        "OPTIONS * ",
        "/",
        "/length",
        "/elicit/KEY",
        "?",
        "%",
        " HTTP/1.1\r\n",
        " HTTP/1.0\r\n",
        "host: x\r\n",
        "content-length: ",
        "3\r\n",
        "18446744073709551615\r\n",
        "transfer-encoding: chunked\r\n",
        "\r\n",
        "5\r\nabcde\r\n",
        "0\r\n\r\n",
        "ffffffffffffffff\r\n",
        "expect: 100-continue\r\n",
        "connection: close\r\n",
        "connection: upgrade\r\nupgrade: h2c\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\n",
        "\r",
        " ",
        "\t",
        "\0",
        ":",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    let any = prop::collection::vec(any::<u8>(), 0..40);
    prop::collection::vec(prop_oneof![4 => known, 1 => any], 0..30).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_bytes_leave_it_alive() {
    let server = Server::start(limits());
    proptest!(ProptestConfig::with_cases(300), |(bytes in pieces(), cut in any::<prop::sample::Index>(), ends in any::<bool>())| {
        let mut stream = server.connect();
        let (first, second) = bytes.split_at(cut.index(bytes.len() + 1));
        let _ = stream.write_all(first);
        let _ = stream.write_all(second);
        if ends {
            half_close(&stream);
        }
        to_end(&mut stream);
    });
    server.answers();
    let lines = server.lines.lock().unwrap();
    assert_eq!(lines.iter().find(|line| line.starts_with("fault:")), None);
}
