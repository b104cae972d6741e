# Draws conclusion-distance.pdf, conclusion-distance.svg and conclusion-distance.png in the folder above from conclusion-distance.csv beside this script.
# By hand, in this folder: gnuplot conclusion-distance.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion-distance.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,13.6946cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion-distance.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,518 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion-distance.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1617 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion-distance.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.498529
set bmargin at screen 0.631804; set tmargin at screen 0.956187
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:2.730673837548641]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'training mode, teacher base_larger' offset 0,-0.6
set xlabel 'mean L2 distance' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::0::5 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::13::18 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::26::31 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::6::12 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::19::25 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::32::38 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.982353
set bmargin at screen 0.631804; set tmargin at screen 0.956187
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:2.730673837548641]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'evaluation mode, teacher base_larger' offset 0,-0.6
set xlabel 'mean L2 distance' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::39::44 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::52::57 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::65::70 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::45::51 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::58::64 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::71::77 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.077059; set rmargin at screen 0.498529
set bmargin at screen 0.190586; set tmargin at screen 0.514969
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:2.730673837548641]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'training mode, teacher base_larger3' offset 0,-0.6
set xlabel 'mean L2 distance' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::78::83 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::91::96 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::104::109 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::84::90 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::97::103 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::110::116 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.982353
set bmargin at screen 0.190586; set tmargin at screen 0.514969
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:2.730673837548641]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'evaluation mode, teacher base_larger3' offset 0,-0.6
set xlabel 'mean L2 distance' offset 0,0.7
unset ylabel
unset label
set key at screen 0.5,0.117565 center top vertical maxrows 2 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'distance in grey levels between 0 and 1; teachers base_larger after 400 of 2000 outer steps, base_larger3 after' at screen 0.5,0.038701 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
set label '200 of 2000 outer steps; report scale' at screen 0.5,0.014604 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::117::122 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::130::135 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::143::148 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::123::129 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::136::142 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::149::155 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  keyentry with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker title '10_gtn, FGSM', \
  keyentry with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker title '10_gtn, LBFGS as run', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn, FGSM', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker title 'gtn, LBFGS as run', \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla, FGSM', \
  keyentry with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker title 'vanilla, LBFGS as run'
unset multiplot
unset output
}
