# Draws conclusion-modes.pdf, conclusion-modes.svg and conclusion-modes.png in the folder above from conclusion-modes.csv beside this script.
# By hand, in this folder: gnuplot conclusion-modes.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion-modes.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,10.01cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion-modes.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,378 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion-modes.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1182 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion-modes.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.68032; set tmargin at screen 0.94006
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::0::1 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::4::5 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::8::9 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::2::3 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::6::7 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::10::11 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.68032; set tmargin at screen 0.94006
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::12::13 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::16::17 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::20::21 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::14::15 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::18::19 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::22::23 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.68032; set tmargin at screen 0.94006
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::24::25 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::28::29 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::32::33 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::26::27 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::30::31 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::34::35 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.68032; set tmargin at screen 0.94006
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'PGD 0.05, base_larger' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::36::37 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::40::41 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::38::39 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::42::43 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.260739; set tmargin at screen 0.52048
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::44::45 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::48::49 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::52::53 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::46::47 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::50::51 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::54::55 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.260739; set tmargin at screen 0.52048
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::56::57 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::60::61 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::64::65 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::58::59 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::62::63 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::66::67 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.260739; set tmargin at screen 0.52048
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::68::69 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::72::73 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::76::77 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::70::71 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::74::75 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::78::79 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.260739; set tmargin at screen 0.52048
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.25:1.25]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('training' 0, 'evaluation' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'PGD 0.05, base_larger3' offset 0,-0.6
set xlabel 'mode' offset 0,0.7
unset ylabel
unset label
set key at screen 0.5,0.160839 center top vertical maxrows 2 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'each panel: test, and teacher''s learner type; teachers base_larger after 400 of 2000 outer steps, base_larger3 after' at screen 0.5,0.052947 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
set label '200 of 2000 outer steps; report scale' at screen 0.5,0.01998 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::80::81 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::84::85 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::82::83 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::86::87 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  keyentry with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker title '10_gtn, base_larger', \
  keyentry with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker title '10_gtn, base_larger3', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn, base_larger', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker title 'gtn, base_larger3', \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla, base_larger', \
  keyentry with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker title 'vanilla, base_larger3'
unset multiplot
unset output
}
