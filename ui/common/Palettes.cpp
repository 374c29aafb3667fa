#include "ui/common/Theme.h"

namespace spanglass {

namespace {

struct Ground {
    QRgb window, base, alternate, button, text, muted, disabled, accent, onAccent, light, mid, dark, shadow, toolTip,
        selection, selectionText;
};

constexpr Ground LightGround{0xfff4f5f8, 0xffffffff, 0xfff8f9fb, 0xffffffff, 0xff1a1f27, 0xff59636f, 0xff9aa2ad,
    0xff2858c4, 0xffffffff, 0xffffffff, 0xffc3c9d2, 0xff9aa3af, 0xff5c6672, 0xff232a34, 0xffd8e3fb, 0xff10182a};
constexpr Ground DarkGround{0xff1b1f26, 0xff14171c, 0xff191d23, 0xff272d36, 0xffe3e7ed, 0xff99a4b2, 0xff626c79,
    0xff7ca6ff, 0xff0b1220, 0xff39414d, 0xff3a424e, 0xff0d0f13, 0xff050607, 0xff333b47, 0xff263b66, 0xfff3f6fc};

QPalette paletteOf(const Ground& g) {
    QPalette p;
    p.setColor(QPalette::Window, g.window);
    p.setColor(QPalette::WindowText, g.text);
    p.setColor(QPalette::Base, g.base);
    p.setColor(QPalette::AlternateBase, g.alternate);
    p.setColor(QPalette::Text, g.text);
    p.setColor(QPalette::PlaceholderText, g.muted);
    p.setColor(QPalette::Button, g.button);
    p.setColor(QPalette::ButtonText, g.text);
    p.setColor(QPalette::BrightText, Qt::white);
    p.setColor(QPalette::ToolTipBase, g.toolTip);
    p.setColor(QPalette::ToolTipText, QColor(0xff, 0xff, 0xff));
    p.setColor(QPalette::Highlight, g.accent);
    p.setColor(QPalette::HighlightedText, g.onAccent);
    p.setColor(QPalette::Link, g.accent);
    p.setColor(QPalette::LinkVisited, g.accent);
    p.setColor(QPalette::Light, g.light);
    p.setColor(QPalette::Midlight, g.light);
    p.setColor(QPalette::Mid, g.mid);
    p.setColor(QPalette::Dark, g.dark);
    p.setColor(QPalette::Shadow, g.shadow);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, g.disabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, g.mid);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, g.text);
    return p;
}

ThemeColors lightColors() {
    return {.error = 0xffc21f32,
        .warning = 0xff8f5600,
        .success = 0xff0f7340,
        .accent = LightGround.accent,
        .mutedText = LightGround.muted,
        .grid = 0xffe4e7ec,
        .rowHover = 0xfff0f3f9,
        .selection = LightGround.selection,
        .selectionText = LightGround.selectionText,
        .barText = 0xffffffff,
        .criticalPath = 0xff1a1f27,
        .searchHit = 0xffffe48a,
        .errorGround = 0xfffdecee,
        .warningGround = 0xfffff4dc,
        .successGround = 0xffe6f5ec,
        .infoGround = 0xffeaf0fd,
        .elevated = 0xffeceff4};
}

ThemeColors darkColors() {
    return {.error = 0xffff7b86,
        .warning = 0xfff0b356,
        .success = 0xff5fcb8d,
        .accent = DarkGround.accent,
        .mutedText = DarkGround.muted,
        .grid = 0xff282e37,
        .rowHover = 0xff1f242c,
        .selection = DarkGround.selection,
        .selectionText = DarkGround.selectionText,
        .barText = 0xff0d1015,
        .criticalPath = 0xfff3f6fc,
        .searchHit = 0xff5c4a10,
        .errorGround = 0xff3a2024,
        .warningGround = 0xff372b16,
        .successGround = 0xff1a3325,
        .infoGround = 0xff1d2a44,
        .elevated = 0xff20252d};
}

} // namespace

QPalette lightPalette() { return paletteOf(LightGround); }
QPalette darkPalette() { return paletteOf(DarkGround); }

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

const ThemeColors& themeColors(const QPalette& palette) {
    static const ThemeColors light = lightColors();
    static const ThemeColors dark = darkColors();
    return isDark(palette) ? dark : light;
}

} // namespace spanglass
