#!/usr/bin/env bash
# Makes the fonts of crates/typeface from Debian's packages of Noto. Its results are committed: a build needs none of
# this, and it is run again only when a character is to be added. The same packages and tools give the same bytes.
#
# What goes in: Latin, Greek and Cyrillic with their punctuation, currencies and the signs of arithmetic; arrows and
# geometric marks; Chinese as in GB 2312 level 1 (3,755 characters), with characters of level 2 that names use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/need.sh

need_package fonts-noto-core "Noto Sans, Math and Symbols"
need_package fonts-noto-cjk "Noto Sans CJK"
need_package python3-venv "the tool that cuts fonts runs on Python"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" --quiet install fonttools==4.68.0
cut="$work/python/bin/pyftsubset"

assets=crates/typeface/assets
noto=/usr/share/fonts/truetype/noto
mkdir -p "$assets"

# Names of places and people beyond level 1.
names="圳珲堃喆垚犇郯郴邳邺邹郓鄄鄞鄢鄱邛邬邰邵邸郇郄郅郏郐郗郜郝郦鄂濮漯衢亳泸岷嵊茌崃瑷浔琊蚌盱眙涪濉溧璧沭沂汨莒歙岱淄滦涞涿潞沁崂岐岫兖滇瓯睢荥禹邯\
郸邢钦隰麒攸宕漳洮浏涟澧沅沱汶濠渑涠潼濂澍滢泾洹洙洛洺淅淇淳湄溱滏滕漪瀛灞桦桢栾桓梓梵棣楠榕槐樊檀橼琅玑玮玟珏珈珉珺珩珙琇琏琛琦琨琪琬琮琰瑛瑜瑾璇璋璐璞瓒\
昊昕昱昶晁晔晗晟暄曦旻旸旌旖奕妍妤姝娅娉婕婧婷媛嫣嬿孜孚宓寰岚峤峥嵘嵩巍帷弈彧彤忻怡怿恺悌悦惇愫戬扈挚捷敖斓旎朔杞杭杲枞柘柏栩桐殷毓沐沣泓泠洵涵淏淼湜溥滟潇\
澄澹濡炅炜炫烜烨焱煊煜熠燊爻狄獬璟甄畲痴皎皓睿瞿瞻矍砺祎祯祺禧禛稷穆竺笪筱筠箐粲糜纡纭绂绛绮绶缙缪缬罡羲翀翊翎翟翡翮翰聃聿芃芊芮芾苒苓苡茜茹荀荃荔荟荭莘莞莠\
莹莺菀菁菡萱蒋蒯蒲蓓蓟蓼蔚蔺蕙薇藜蘅虔虞蜀蠡衍衎裘裴褚觐訾詹诃诒诩诘谌谧谭谯贲贻赟赣跬轩轶辂迦迩逄逯遐遨邈郢酃醴釜鑫钊钏钰铄铎铖铠铨铭锟锴锵镐镕闫闽阊阎阙隗\
隽隼雍雯霁霆霈霏霓霖靓靳韫韬頔颉颍颐颢飒馗馥馨骁骅骋骏骐骞鲍鲲鳌鸢鸿鹄鹏麟黎黛鼐齐龚喀噶喇呗咔哒峪峒崆埠坻垣埝堰塬墉圩坨坂圪垯垴嶂嵯岢岵峄"

"$work/python/bin/python" - "$names" >"$work/han.txt" <<'PYTHON'
import sys

def rows(first, last):
    cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(first, last + 1) for cell in range(1, 95))
    return "".join(cell.decode("gb2312", "ignore") for cell in cells)

print(rows(1, 1) + rows(3, 3) + rows(16, 55) + sys.argv[1], end="")
PYTHON

text="U+0020-007E,U+00A0-024F,U+0251,U+0259,U+0261,U+02B9-02DD,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,\
U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F,U+2150-215F,U+2184,U+FFFD"
features="ccmp,locl,mark,mkmk,kern"
for weight in Regular Bold; do
    "$cut" "$noto/NotoSans-$weight.ttf" --unicodes="$text" --layout-features="$features" --no-hinting \
        --output-file="$assets/sans-${weight,,}.ttf"
done

"$cut" "$noto/NotoSansMath-Regular.ttf" --no-hinting --drop-tables+=MATH,GSUB,GPOS,GDEF --output-file="$assets/math.ttf" \
    --unicodes="U+0020,U+00B1,U+00D7,U+2032-2034,U+2190-2199,U+21D0-21D5,U+2200-22FF,U+2308-230B,U+27E8,U+27E9"
"$cut" "$noto/NotoSansSymbols2-Regular.ttf" --no-hinting --drop-tables+=GSUB,GPOS,GDEF --output-file="$assets/marks.ttf" \
    --unicodes="U+0020,U+25A0-25FF,U+2605,U+2606,U+2610-2612,U+2713-2718,U+2756"
"$cut" /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc --font-number=2 --text-file="$work/han.txt" --no-hinting \
    --desubroutinize --drop-tables+=vhea,vmtx,VORG,GSUB,GPOS,BASE --output-file="$assets/han.otf"

# The licence, with the holders as the fonts themselves name them.
{
    cat <<'HOLDERS'
Noto Sans: Copyright 2015 Google LLC. All Rights Reserved.
Noto Sans Math: Copyright 2018 Google LLC. All Rights Reserved.
Noto Sans Symbols2: Copyright 2017 Google Inc. All Rights Reserved.
Noto Sans CJK SC: © 2014-2021 Adobe (http://www.adobe.com/).

The files beside this one are parts of these fonts, cut by scripts/fonts.sh.
This Font Software is licensed under the SIL Open Font License, Version 1.1.
It is copied below, and is also available at https://openfontlicense.org

SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007

HOLDERS
    awk '/^License: OFL-1.1$/ { on = 1; next } /^[^ ]|^$/ { on = 0 } on { sub(/^ \.?/, ""); print }' \
        /usr/share/doc/fonts-noto-core/copyright
} >"$assets/OFL.txt"

ls -l "$assets" >&2
