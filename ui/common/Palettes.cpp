#include "ui/common/Theme.h"

namespace spanglass {

namespace {

/// A colour in both themes.
struct Pair {
    QRgb light;
    QRgb dark;
};

enum class Theme { Light, Dark };

constexpr Pair Window{0xfff4f5f8, 0xff1b1f26};
constexpr Pair Base{0xffffffff, 0xff14171c};
constexpr Pair Alternate{0xfff8f9fb, 0xff191d23};
constexpr Pair Button{0xffffffff, 0xff272d36};
constexpr Pair Text{0xff1a1f27, 0xffe3e7ed};
constexpr Pair Muted{0xff59636f, 0xff99a4b2};
constexpr Pair Disabled{0xff9aa2ad, 0xff626c79};
constexpr Pair Accent{0xff2858c4, 0xff7ca6ff};
constexpr Pair OnAccent{0xffffffff, 0xff0b1220};
constexpr Pair Light{0xffffffff, 0xff39414d};
constexpr Pair Mid{0xffc3c9d2, 0xff3a424e};
constexpr Pair Dark{0xff9aa3af, 0xff0d0f13};
constexpr Pair Shadow{0xff5c6672, 0xff050607};
constexpr Pair ToolTip{0xff232a34, 0xff333b47};
constexpr Pair Selection{0xffd8e3fb, 0xff263b66};
constexpr Pair SelectionText{0xff10182a, 0xfff3f6fc};
constexpr Pair Error{0xffc21f32, 0xffff7b86};
constexpr Pair Warning{0xff8f5600, 0xfff0b356};
constexpr Pair Success{0xff0f7340, 0xff5fcb8d};
constexpr Pair Grid{0xffe4e7ec, 0xff282e37};
constexpr Pair RowHover{0xfff0f3f9, 0xff1f242c};
constexpr Pair BarText{0xffffffff, 0xff0d1015};
constexpr Pair CriticalPath{0xff1a1f27, 0xfff3f6fc};
constexpr Pair SearchHit{0xffffe48a, 0xff5c4a10};
constexpr Pair ErrorGround{0xfffdecee, 0xff3a2024};
constexpr Pair WarningGround{0xfffff4dc, 0xff372b16};
constexpr Pair SuccessGround{0xffe6f5ec, 0xff1a3325};
constexpr Pair InfoGround{0xffeaf0fd, 0xff1d2a44};
constexpr Pair Elevated{0xffeceff4, 0xff20252d};

auto inTheme(Theme theme) {
    return [theme](const Pair& pair) { return QColor(theme == Theme::Light ? pair.light : pair.dark); };
}

QPalette paletteOf(Theme theme) {
    const auto in = inTheme(theme);
    QPalette p;
    p.setColor(QPalette::Window, in(Window));
    p.setColor(QPalette::WindowText, in(Text));
    p.setColor(QPalette::Base, in(Base));
    p.setColor(QPalette::AlternateBase, in(Alternate));
    p.setColor(QPalette::Text, in(Text));
    p.setColor(QPalette::PlaceholderText, in(Muted));
    p.setColor(QPalette::Button, in(Button));
    p.setColor(QPalette::ButtonText, in(Text));
    p.setColor(QPalette::BrightText, Qt::white);
    p.setColor(QPalette::ToolTipBase, in(ToolTip));
    p.setColor(QPalette::ToolTipText, QColor(0xff, 0xff, 0xff));
    p.setColor(QPalette::Highlight, in(Accent));
    p.setColor(QPalette::HighlightedText, in(OnAccent));
    p.setColor(QPalette::Link, in(Accent));
    p.setColor(QPalette::LinkVisited, in(Accent));
    p.setColor(QPalette::Light, in(Light));
    p.setColor(QPalette::Midlight, in(Light));
    p.setColor(QPalette::Mid, in(Mid));
    p.setColor(QPalette::Dark, in(Dark));
    p.setColor(QPalette::Shadow, in(Shadow));
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, in(Disabled));
    p.setColor(QPalette::Disabled, QPalette::Highlight, in(Mid));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, in(Text));
    return p;
}

ThemeColors colorsOf(Theme theme) {
    const auto in = inTheme(theme);
    return {.error = in(Error),
        .warning = in(Warning),
        .success = in(Success),
        .accent = in(Accent),
        .mutedText = in(Muted),
        .grid = in(Grid),
        .rowHover = in(RowHover),
        .selection = in(Selection),
        .selectionText = in(SelectionText),
        .barText = in(BarText),
        .criticalPath = in(CriticalPath),
        .searchHit = in(SearchHit),
        .errorGround = in(ErrorGround),
        .warningGround = in(WarningGround),
        .successGround = in(SuccessGround),
        .infoGround = in(InfoGround),
        .elevated = in(Elevated)};
}

} // namespace

QPalette lightPalette() { return paletteOf(Theme::Light); }
QPalette darkPalette() { return paletteOf(Theme::Dark); }

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

const ThemeColors& themeColors(const QPalette& palette) {
    static const ThemeColors light = colorsOf(Theme::Light);
    static const ThemeColors dark = colorsOf(Theme::Dark);
    return isDark(palette) ? dark : light;
}

} // namespace spanglass
