# Draws strong-base_larger.pdf, strong-base_larger.svg and strong-base_larger.png in the folder above from strong-base_larger.csv beside this script.
# By hand, in this folder: gnuplot strong-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'strong-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,6.9223cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../strong-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,262 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../strong-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,818 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../strong-base_larger.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.498529
set bmargin at screen 0.271586; set tmargin at screen 0.913324
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:0.52]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3, '0.4' 0.4, '0.5' 0.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'base_larger, training mode' offset 0,-0.6
set xlabel 'largest change of a pixel' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::0::8 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::18::26 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::0::8 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::18::26 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::36::37 using 5:6 with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker notitle, \
  data skip 1 every ::9::17 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::27::35 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::38::39 using 5:6 with linespoints linecolor rgb '#CC79A7' dashtype (8,6) linewidth 0.9 pointtype 10 pointsize 0.75*marker notitle
set lmargin at screen 0.560882; set rmargin at screen 0.982353
set bmargin at screen 0.271586; set tmargin at screen 0.913324
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:0.52]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3, '0.4' 0.4, '0.5' 0.5)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'base_larger, evaluation mode' offset 0,-0.6
set xlabel 'largest change of a pixel' offset 0,0.7
unset ylabel
unset label
set key at screen 0.5,0.127125 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger after 400 of 2000 outer steps, report scale; 200 images' at screen 0.5,0.028892 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::40::48 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::58::66 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::40::48 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::58::66 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::76::77 using 5:6 with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker notitle, \
  data skip 1 every ::49::57 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle, \
  data skip 1 every ::67::75 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::78::79 using 5:6 with linespoints linecolor rgb '#CC79A7' dashtype (8,6) linewidth 0.9 pointtype 10 pointsize 0.75*marker notitle, \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla', \
  keyentry with lines linecolor rgb '#444444' dashtype (8,6) linewidth 0.9 title 'as run', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker title 'adversarial'
unset multiplot
unset output
}
