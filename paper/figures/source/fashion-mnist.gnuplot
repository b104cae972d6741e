# Draws fashion-mnist.pdf, fashion-mnist.svg and fashion-mnist.png in the folder above from fashion-mnist.csv beside this script.
# By hand, in this folder: gnuplot fashion-mnist.gnuplot
set encoding utf8
set datafile separator ','
data = 'fashion-mnist.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,4.68cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../fashion-mnist.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,177 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../fashion-mnist.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,553 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../fashion-mnist.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.256618
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.048:1.6480000000000001]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise' offset 0,-0.6
set xlabel 'β' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
set label 'vanilla' at graph 0.253993, graph 0.324615 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.904975, graph 0.368462 center front textcolor rgb '#005A9C'
plot data skip 1 every ::0::9 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::20::29 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::0::9 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::20::29 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::10::19 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::30::39 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
set lmargin at screen 0.318971; set rmargin at screen 0.498529
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.1397:5.1497]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
set label 'vanilla' at graph 0.270393, graph 0.280769 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.07371, graph 0.675385 center front textcolor rgb '#005A9C'
plot data skip 1 every ::40::49 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::60::69 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::40::49 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::60::69 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::50::59 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::70::79 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.740441
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.00043000000000000004:0.02057]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0.01' 0.01, '0.02' 0.02)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM' offset 0,-0.6
set xlabel 'β' offset 0,0.7
unset ylabel
unset label
set label 'vanilla' at graph 0.17199, graph 0.061538 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.414742, graph 0.346538 center front textcolor rgb '#005A9C'
plot data skip 1 every ::80::85 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::92::97 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::80::85 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::92::97 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::86::91 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::98::103 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
set lmargin at screen 0.802794; set rmargin at screen 0.982353
set bmargin at screen 0.316239; set tmargin at screen 0.871795
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.006:0.20600000000000002]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.1' 0.1, '0.2' 0.2)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'PGD' offset 0,-0.6
set xlabel 'pixel change ε' offset 0,0.7
unset ylabel
unset label
set label 'vanilla' at graph 0.17199, graph 0.061538 center front textcolor rgb '#008060'
set label 'gtn' at graph 0.436057, graph 0.302692 center front textcolor rgb '#005A9C'
set key at screen 0.5,0.102564 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'fashion-mnist, teacher base_larger after 200 of 2000 outer steps, report scale; learners base_larger' at screen 0.5,0.042735 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::104::111 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::120::127 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::104::111 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::120::127 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::112::119 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::128::135 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle
unset multiplot
unset output
}
