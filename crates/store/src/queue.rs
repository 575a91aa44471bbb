//! What waits for the threads of the database. Whoever came to rest last is woken first: its connection still holds in memory what
//! it read a moment ago. A channel wakes its receivers in turn, so that each of several threads starts cold when little is asked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};
use std::thread::{self, Thread};

/// Jobs, taken in the order in which they were put.
pub(crate) struct Queue<T>(Mutex<Waiting<T>>);

struct Waiting<T> {
    jobs: VecDeque<T>,
    /// Threads with nothing to do, whoever rests longest first.
    resting: Vec<Thread>,
    closed: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new() -> Queue<T> {
        Queue(Mutex::new(Waiting { jobs: VecDeque::new(), resting: Vec::new(), closed: false }))
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.0.lock().unwrap_or_else(|p| p.into_inner())
    }

    /// Adds a job and wakes one thread for it, if one rests.
    pub(crate) fn put(&self, job: T) {
        let mut all = self.lock();
        all.jobs.push_back(job);
        let woken = all.resting.pop();
        drop(all);
        if let Some(thread) = woken {
            thread.unpark();
        }
    }

    /// The next job; rests until there is one. None once the queue is closed and empty.
    pub(crate) fn take(&self) -> Option<T> {
        let mut all = self.lock();
        loop {
            if let Some(job) = all.jobs.pop_front() {
                return Some(job);
            }
            if all.closed {
                return None;
            }
            let me = thread::current();
            let id = me.id();
            all.resting.push(me);
            drop(all);
            thread::park();
            all = self.lock();
            // A thread may also wake by itself.
            all.resting.retain(|t| t.id() != id);
        }
    }

    /// The next job if one waits.
    pub(crate) fn take_waiting(&self) -> Option<T> {
        self.lock().jobs.pop_front()
    }

    /// Lets every thread end when nothing waits any more.
    pub(crate) fn close(&self) {
        let mut all = self.lock();
        all.closed = true;
        for thread in all.resting.drain(..) {
            thread.unpark();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    use super::*;

    /// A queue of three threads that answer with who they are.
    fn three() -> (Arc<Queue<mpsc::Sender<thread::ThreadId>>>, Vec<thread::JoinHandle<()>>) {
        let queue = Arc::new(Queue::<mpsc::Sender<thread::ThreadId>>::new());
        let threads = (0..3)
            .map(|_| {
                let queue = queue.clone();
                thread::spawn(move || {
                    while let Some(answer) = queue.take() {
                        let _ = answer.send(thread::current().id());
                    }
                })
            })
            .collect();
        (queue, threads)
    }

    fn until_all_rest<T>(queue: &Queue<T>) {
        while queue.lock().resting.len() < 3 {
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn who_rested_last_is_woken_first() {
        let (queue, threads) = three();
        let mut met = std::collections::HashSet::new();
        for _ in 0..50 {
            until_all_rest(&queue);
            let (answer, who) = mpsc::channel();
            queue.put(answer);
            met.insert(who.recv().expect("an answer"));
        }
        assert_eq!(met.len(), 1, "one asked alone stays with one");
        queue.close();
        for thread in threads {
            thread.join().expect("it ends");
        }
    }

    #[test]
    fn nothing_is_lost_and_what_waits_is_done_before_the_end() {
        let (queue, threads) = three();
        let (answer, answers) = mpsc::channel();
        let askers: Vec<_> = (0..4)
            .map(|_| {
                let (queue, answer) = (queue.clone(), answer.clone());
                thread::spawn(move || (0..5_000).for_each(|_| queue.put(answer.clone())))
            })
            .collect();
        for asker in askers {
            asker.join().expect("it asked");
        }
        queue.close();
        drop(answer);
        for thread in threads {
            thread.join().expect("it ends");
        }
        assert_eq!(answers.iter().count(), 20_000);
    }
}
