//! An HTTP/1.1 client for the machine itself: one connection that is kept, answers read whole and left
//! compressed. Small on purpose: on two cores the client's work is taken from the server's.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Said of an answer that had begun: what was asked is not to be asked again as if nothing had come.
pub const IN_THE_MIDST: &str = "the answer broke off in the midst";

/// An answer.
#[derive(Debug, Default, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body as it came over the wire.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.body).with_context(|| {
            format!(
                "status {}, no JSON: {:.200}",
                self.status,
                String::from_utf8_lossy(&self.body)
            )
        })
    }
}

/// One client on one connection, which it opens anew after the server closed it.
#[derive(Debug)]
pub struct Client {
    address: SocketAddr,
    gzip: bool,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    /// A client of the server at `address` that asks for gzip or not.
    #[must_use]
    pub fn new(address: SocketAddr, gzip: bool) -> Self {
        Self {
            address,
            gzip,
            stream: None,
        }
    }

    /// `GET path`.
    ///
    /// # Errors
    /// When no whole answer came.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, &[], b"")
    }

    /// Sends a request and reads its answer whole. Nothing is sent twice.
    ///
    /// # Errors
    /// When no whole answer came; the connection is given up then.
    pub fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer> {
        let stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(self.address)?,
        };
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        if self.gzip {
            text.push_str("accept-encoding: gzip\r\n");
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if method != "GET" {
            text.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(body);
        let mut stream = stream;
        stream.get_mut().write_all(&bytes)?;
        let answer = read(&mut stream)?;
        if answer.header("connection") != Some("close") {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

fn connect(address: SocketAddr) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(BufReader::with_capacity(64 << 10, stream))
}

fn read(stream: &mut impl BufRead) -> Result<Answer> {
    let first = line(stream)?;
    behind(&first, stream).context(IN_THE_MIDST)
}

/// What comes behind the first line of an answer.
fn behind(first: &str, stream: &mut impl BufRead) -> Result<Answer> {
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let mut answer = Answer {
        status: status.with_context(|| format!("no status: {first:?}"))?,
        ..Answer::default()
    };
    loop {
        let line = line(stream)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').with_context(|| format!("no header: {line:?}"))?;
        answer
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if answer.header("transfer-encoding") == Some("chunked") {
        while read_chunk(stream, &mut answer.body)? {}
    } else if let Some(length) = answer.header("content-length") {
        let length = length.parse()?;
        answer.body.resize(length, 0);
        stream.read_exact(&mut answer.body)?;
    }
    Ok(answer)
}

/// False after the last one, which is empty.
fn read_chunk(stream: &mut impl BufRead, body: &mut Vec<u8>) -> Result<bool> {
    let size = line(stream)?;
    let size = usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16)?;
    let begin = body.len();
    body.resize(begin + size, 0);
    stream.read_exact(&mut body[begin..])?;
    line(stream)?;
    Ok(size > 0)
}

fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        bail!("the server closed the connection");
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A text as a value in an address or a form.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_length_and_by_chunks() -> Result<()> {
        let mut wire: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 404 No\r\n\
            Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1;x=y\r\nf\r\n0\r\n\r\n";
        let first = read(&mut wire)?;
        let second = read(&mut wire)?;
        assert_eq!((first.status, first.body.as_slice()), (200, b"abc".as_slice()));
        assert_eq!((second.status, second.body.as_slice()), (404, b"def".as_slice()));
        assert!(read(&mut wire).is_err());
        Ok(())
    }

    #[test]
    fn values_are_encoded_byte_by_byte() {
        assert_eq!(encoded("é b&c"), "%C3%A9%20b%26c");
    }
}
