//! Growth, drawn: a plant per community, a leaf per thing somebody did, a bud for the open step, a fruit per lesson.
//!
//! Deterministic: the same events give the same plant, so that it changes only where something was done. It compares nobody with
//! anybody: the height is the step of the cycle, the leaves are what was done at each.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use crate::length::To;

/// What is known of a community's growth.
pub struct Plant {
    /// The address of what the plant stands for.
    pub href: String,
    pub name: String,
    /// Where it stands, in words.
    pub state: String,
    /// What is new to the viewer, in words; empty for nothing.
    pub news: String,
    /// Things done per step reached, oldest first.
    pub steps: Vec<usize>,
    /// How many of the last things are new to the viewer.
    pub fresh: usize,
    /// Lessons shared.
    pub fruit: usize,
    /// Any number that stays the same for this community: it shapes the stalk.
    pub seed: u64,
}

/// The plants side by side; on a phone, a row each. The same is told as a list elsewhere on the page.
pub fn garden(label: &str, plants: &[Plant]) -> Markup {
    html! {
        ul.garden aria-label=(label) data-testid="garden" {
            @for plant in plants {
                li.bed {
                    (PreEscaped(draw(plant)))
                    div.words {
                        a href=(plant.href) { (plant.name) }
                        small { (plant.state) }
                        @if !plant.news.is_empty() { small.new { (plant.news) } }
                    }
                }
            }
        }
    }
}

/// Where the ground is, the middle, and how much a step adds.
const GROUND: f64 = 238.0;
const MIDDLE: f64 = 80.0;
const REACH: f64 = 33.0;
/// More leaves than this at one step would hide each other; the list has them all.
const MOST_LEAVES: usize = 9;

/// A number in [0, 1) that depends on its place alone.
fn vary(seed: u64, place: u64) -> f64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(place.wrapping_mul(0xD1B5_4A32_D192_ED03));
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x >> 40) as f64 / (1u64 << 24) as f64
}

struct Stalk {
    height: f64,
    bend: f64,
}

impl Stalk {
    /// The point at `t` from the ground (0) to the tip (1): it leans once to each side.
    fn at(&self, t: f64) -> (f64, f64) {
        (MIDDLE + self.bend * (t * std::f64::consts::PI * 1.7).sin() * (0.4 + t * 0.9), GROUND - t * self.height)
    }
}

fn draw(plant: &Plant) -> String {
    const OPEN: &str = r#"<svg class="plant" viewBox="0 0 160 240" preserveAspectRatio="xMidYMax meet" aria-hidden="true" focusable="false">"#;
    let steps: Vec<usize> = plant.steps.iter().map(|n| (*n).min(MOST_LEAVES)).collect();
    let total: usize = steps.iter().sum();
    if total == 0 {
        return format!(
            r#"{OPEN}<path class="soil" d="M52 238c6-12 18-17 28-17s22 5 28 17"/><ellipse class="seed" cx="80" cy="229" rx="4" ry="5"/></svg>"#
        );
    }
    let seed = plant.seed;
    let height = 18.0 + steps.len().min(6) as f64 * REACH;
    let reach = (height - 18.0) / steps.len() as f64;
    let stalk = Stalk { height, bend: (if seed.is_multiple_of(2) { 1.0 } else { -1.0 }) * (5.0 + vary(seed, 0) * 5.0) };
    let mut out = String::from(OPEN);
    out += r#"<path class="stalk" d=""#;
    for i in 0..=24 {
        let (x, y) = stalk.at(f64::from(i) / 24.0);
        out.push(if i == 0 { 'M' } else { 'L' });
        let _ = write!(out, "{} {}", To(x), To(y));
    }
    out += r#""/>"#;
    let mut drawn = 0;
    for (step, count) in steps.iter().enumerate() {
        for leaf in 0..*count {
            let t = (14.0 + step as f64 * reach + (leaf as f64 + 0.35) * (reach / *count as f64)) / height;
            draw_leaf(&mut out, &stalk, seed, drawn, t, drawn + plant.fresh >= total);
            drawn += 1;
        }
    }
    let (x, y) = stalk.at(1.0);
    let _ = write!(out, r#"<path class="bud" d="M{} {}c-4-3-4-8 0-12c4 4 4 9 0 12Z"/>"#, To(x), To(y + 1.0));
    for f in 0..plant.fruit.min(6) {
        let (x, y) = stalk.at((0.97 - f as f64 * 0.11).max(0.3));
        let side = if f % 2 == 1 { -1.0 } else { 1.0 };
        let (fx, fy) = (x + side * 13.0, y + 7.0);
        let _ = write!(
            out,
            r#"<path class="twig" d="M{} {}q{} -4 {} 2"/><circle class="fruit" cx="{}" cy="{}" r="6"/><path class="shine" d="M{} {}q.6-2 2.6-2.5"/>"#,
            To(x),
            To(y),
            To(side * 11.0),
            To(side * 13.0),
            To(fx),
            To(fy),
            To(fx - 2.6),
            To(fy - 1.0)
        );
    }
    out + "</svg>"
}

fn draw_leaf(out: &mut String, stalk: &Stalk, seed: u64, drawn: usize, t: f64, new: bool) {
    let place = drawn as u64;
    let (x, y) = stalk.at(t.min(0.985));
    let long = 19.0 + (1.0 - t) * 13.0 + vary(seed, place + 1) * 5.0;
    let wide = long * (0.3 + vary(seed, place + 40) * 0.07);
    let lift = 24.0 + t * 26.0 + vary(seed, place + 80) * 12.0;
    let tone = match (new, vary(seed, place + 7)) {
        (true, _) => " new",
        (_, v) if v < 0.5 => "",
        (_, v) if v < 0.75 => " mid",
        _ => " light",
    };
    let mirror = if drawn % 2 == 1 { "" } else { "scale(-1 1) " };
    let _ = write!(
        out,
        r#"<g transform="translate({} {}) {mirror}rotate({})"><path class="twig" d="M0 0h4"/><path class="leaf{tone}" d="M3 0C{} {} {} {} {} {}C{} {} {} {} 3 0Z"/><path class="vein" d="M6 {}Q{} {} {} {}"/></g>"#,
        To(x),
        To(y),
        To(-lift),
        To(long * 0.3),
        To(-wide),
        To(long * 0.68),
        To(-wide * 0.95),
        To(long),
        To(-wide * 0.12),
        To(long * 0.72),
        To(wide * 0.62),
        To(long * 0.3),
        To(wide * 0.6),
        To(-wide * 0.05),
        To(long * 0.5),
        To(-wide * 0.28),
        To(long * 0.84),
        To(-wide * 0.13),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plant(steps: Vec<usize>, fresh: usize) -> String {
        draw(&Plant {
            href: String::new(),
            name: String::new(),
            state: String::new(),
            news: String::new(),
            steps,
            fresh,
            fruit: 1,
            seed: 5,
        })
    }

    #[test]
    fn every_leaf_is_something_somebody_did() {
        let drawn = plant(vec![2, 3, 1], 2);
        assert_eq!(drawn.matches("class=\"leaf").count(), 6);
        assert_eq!(drawn.matches("leaf new").count(), 2);
        assert_eq!(drawn, plant(vec![2, 3, 1], 2));
        assert!(plant(vec![0, 0], 0).contains("seed"));
    }
}
