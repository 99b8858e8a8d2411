//! Gives a text to the refusals hyper writes by itself, before any handler: a head that cannot be read or is too long.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection whose bare refusals get a body. Everything else passes untouched.
pub(super) struct Polite<S> {
    stream: S,
    /// What is to be written in place of a refusal.
    pending: Vec<u8>,
    written: usize,
    /// How many bytes hyper is to be told were written.
    replaced: usize,
}

impl<S> Polite<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            pending: Vec::new(),
            written: 0,
            replaced: 0,
        }
    }
}

/// The refusal in full, if these bytes are one of hyper's own: they alone have an empty body and close.
fn refusal(bytes: &[u8]) -> Option<Vec<u8>> {
    let lines = [
        ("HTTP/1.1 400 ", "400 Bad Request", "The request cannot be read"),
        (
            "HTTP/1.1 414 ",
            "414 URI Too Long",
            "The address is too long: shorten the search or remove filters",
        ),
        (
            "HTTP/1.1 431 ",
            "431 Request Header Fields Too Large",
            "The address or the headers are too long: shorten the search or remove filters",
        ),
    ];
    let (_, status, text) = lines.iter().find(|(start, ..)| bytes.starts_with(start.as_bytes()))?;
    let head = std::str::from_utf8(bytes.get(..bytes.len().min(512))?).ok()?;
    // Answers of handlers name their request.
    if !head.contains("content-length: 0\r\n") || head.contains("x-request-id") {
        return None;
    }
    let body =
        format!("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{status}</title><h1>{text}</h1>\n");
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n\
         cache-control: no-store\r\nx-content-type-options: nosniff\r\ncontent-security-policy: default-src 'none'\r\n\r\n",
        body.len()
    );
    Some((head + &body).into_bytes())
}

impl<S: AsyncRead + Unpin> AsyncRead for Polite<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Polite<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if this.pending.is_empty() {
            match refusal(bytes) {
                None => return Pin::new(&mut this.stream).poll_write(cx, bytes),
                Some(full) => (this.pending, this.written, this.replaced) = (full, 0, bytes.len()),
            }
        }
        while let Some(rest) = this.pending.get(this.written..).filter(|rest| !rest.is_empty()) {
            let count = ready!(Pin::new(&mut this.stream).poll_write(cx, rest))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            this.written += count;
        }
        this.pending.clear();
        Poll::Ready(Ok(this.replaced))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
