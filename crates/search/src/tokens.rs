//! The folding of `fold` as tokenizers of tantivy, for its indexing thread.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::fold::{code, words};

/// Words of running text, in both forms where they differ.
#[derive(Clone, Default)]
pub(crate) struct TextTokenizer;

/// Words of a code, and the code as one word.
#[derive(Clone, Default)]
pub(crate) struct CodeTokenizer;

/// Tokens made beforehand.
pub(crate) struct Tokens {
    tokens: std::vec::IntoIter<String>,
    token: Token,
}

impl Tokens {
    fn new(tokens: Vec<String>) -> Self {
        Self {
            tokens: tokens.into_iter(),
            token: Token::default(),
        }
    }
}

impl Tokenizer for TextTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
        words(text, |word| {
            tokens.push(word.long.clone());
            if word.short != word.long {
                tokens.push(word.short.clone());
            }
        });
        Tokens::new(tokens)
    }
}

impl Tokenizer for CodeTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let mut tokens = Vec::new();
        words(text, |word| tokens.push(word.short.clone()));
        if tokens.len() > 1 {
            tokens.push(code(text));
        }
        Tokens::new(tokens)
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        match self.tokens.next() {
            Some(text) => {
                self.token.text = text;
                self.token.position = self.token.position.wrapping_add(1);
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
