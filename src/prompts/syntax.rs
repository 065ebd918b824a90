//! What a Fluent sentence consists of: its words, the gaps it uses and what else it refers to.

use std::collections::HashSet;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::unicode::unescape_unicode_to_string;

/// The parts of one sentence, all its variants together.
#[derive(Default)]
pub struct Parts {
    /// Everything that may be spoken, in order.
    pub words: String,
    /// The gaps, without the `$`.
    pub variables: HashSet<String>,
    /// Other sentences it quotes.
    pub messages: HashSet<String>,
    /// Terms it quotes, without the `-`.
    pub terms: HashSet<String>,
    /// Functions and attributes, which Nightbell has none of.
    pub foreign: HashSet<String>,
}

impl Parts {
    /// Takes a sentence apart.
    pub fn of(pattern: &Pattern<&str>) -> Self {
        let mut parts = Parts::default();
        parts.pattern(pattern);
        parts
    }

    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                    self.words.push('\n');
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { value } => {
                self.words.push_str(&unescape_unicode_to_string(value));
            }
            InlineExpression::NumberLiteral { value } => self.words.push_str(value),
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.messages.insert(id.name.to_owned());
                self.foreign.extend(
                    attribute
                        .iter()
                        .map(|attribute| format!("{}.{}", id.name, attribute.name)),
                );
            }
            InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                self.terms.insert(id.name.to_owned());
                self.foreign.extend(
                    attribute
                        .iter()
                        .map(|attribute| format!("-{}.{}", id.name, attribute.name)),
                );
                self.foreign
                    .extend(arguments.iter().map(|_| format!("-{}()", id.name)));
            }
            InlineExpression::FunctionReference { id, .. } => {
                self.foreign.insert(format!("{}()", id.name));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
        }
    }
}
