//! A guest of a community walks every way in. They see what it is for and who sits there; of its work, of student data and of
//! anybody else in the district they see nothing, whichever page or answer of the API they ask for.

use super::scene::{self, Whose, fill};
use crate::testing::on_each;
use crate::{Method, routes};

/// What stands in the texts of the community's work, of its data and of its members' own things.
const WORK: [&str; 39] = [
    "need",
    "educatorneed",
    "teamgoal",
    "educatorgoal",
    "owngoal",
    "alone",
    "measure",
    "note",
    "meeting",
    "room",
    "first",
    "item",
    "commitment",
    "entry",
    "evidence",
    "cycle",
    "why",
    "norm",
    "test",
    "later",
    "door",
    "draftpassage",
    "remark",
    "notyet",
    "standardremark",
    "studynote",
    "continuum",
    "marked",
    "looklist",
    "decided",
    "barrier",
    "workedon",
    "workshop",
    "slip",
    "question",
    "ownanswer",
    "putfirst",
    "lookedback",
    "carries",
];
/// Who works in the district and isn't in the community, or was asked and has not answered.
const OTHERS: [&str; 8] =
    ["Cal Test", "Oda Test", "Pam Test", "Pio Test", "Lou Test", "Ada Test", "Ivo Test", "Flo Test"];

#[test]
fn a_guest_walks_every_way_in_and_sees_nothing_of_the_work_or_of_anybody_else() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let play = scene.play();
        let guest = play.actor("guest");
        let mut wrong = Vec::new();
        let mut seen = 0;
        for route in routes().list().iter().filter(|r| r.method == Method::Get) {
            // A calendar's address is the secret of the member whose it is: who has it reads it, with or without a name.
            if route.path.starts_with("/calendar/") {
                continue;
            }
            let path = fill(route.path, ours);
            let mut answer = guest.get(&path).await;
            // What was asked for stands on the page that says it isn't there.
            answer.body = answer.body.replace(&path, "");
            seen += usize::from(answer.status == 200 && answer.body.contains("zqoursteam"));
            for what in WORK {
                if answer.body.contains(&format!("zqours{what}")) {
                    wrong.push(format!("GET {path} shows {what}"));
                }
            }
            for name in OTHERS {
                if answer.body.contains(name) {
                    wrong.push(format!("GET {path} shows {name}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(seen >= 3, "the guest saw the community at all: {seen} pages");
    });
}
