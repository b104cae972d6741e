# Draws outer-steps-base_larger.pdf, outer-steps-base_larger.svg and outer-steps-base_larger.png in the folder above from outer-steps-base_larger.csv beside this script.
# By hand, in this folder: gnuplot outer-steps-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'outer-steps-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,4.68cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../outer-steps-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,177 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../outer-steps-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,553 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../outer-steps-base_larger.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:630.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '200' 200, '400' 400, '600' 600)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise' offset 0,-0.6
set xlabel 'outer steps' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
set label 'vanilla' at graph 0.434398, graph 0.434231 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.265541, graph 0.719231 center front textcolor rgb '#005A9C'
plot data skip 1 every ::0::3 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::8::11 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::0::3 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::8::11 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::4::7 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::12::15 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:630.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '200' 200, '400' 400, '600' 600)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur' offset 0,-0.6
set xlabel 'outer steps' offset 0,0.7
unset ylabel
unset label
set label 'vanilla' at graph 0.664005, graph 0.215 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.393428, graph 0.521923 center front textcolor rgb '#005A9C'
plot data skip 1 every ::16::19 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::24::27 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::16::19 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::24::27 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::20::23 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::28::31 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:630.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '200' 200, '400' 400, '600' 600)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM' offset 0,-0.6
set xlabel 'outer steps' offset 0,0.7
unset ylabel
unset label
set label 'vanilla' at graph 0.565602, graph 0.236923 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.372113, graph 0.478077 center front textcolor rgb '#005A9C'
plot data skip 1 every ::32::35 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::40::43 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::32::35 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::40::43 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::36::39 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::44::47 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:630.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '200' 200, '400' 400, '600' 600)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'PGD at 0.05' offset 0,-0.6
set xlabel 'outer steps' offset 0,0.7
unset ylabel
unset label
set label 'vanilla' at graph 0.17199, graph 0.478077 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.755774, graph 0.938462 center front textcolor rgb '#005A9C'
set key at screen 0.5,0.102564 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger, report scale; learners base_larger' at screen 0.5,0.042735 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::48::51 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::56::59 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::48::51 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::56::59 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::52::55 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::60::63 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
unset multiplot
unset output
}
