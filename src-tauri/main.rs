//! The program of the window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    prakarsa_desktop::run();
}
