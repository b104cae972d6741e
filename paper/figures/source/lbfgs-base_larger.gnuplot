# Draws lbfgs-base_larger.pdf, lbfgs-base_larger.svg and lbfgs-base_larger.png in the folder above from lbfgs-base_larger.csv beside this script.
# By hand, in this folder: gnuplot lbfgs-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'lbfgs-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,5.552467cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../lbfgs-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,210 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../lbfgs-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,656 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../lbfgs-base_larger.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.337255
set bmargin at screen 0.398021; set tmargin at screen 0.89194
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
set logscale x
set xrange [17.41927179912161:2296.3072429937656]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('30' 30, '100' 100, '300' 300, '1000' 1000)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'as published' offset 0,-0.6
set xlabel 'weight β of the loss' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::0::6 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#C98500' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::7::13 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::14::20 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::0::6 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::7::13 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::14::20 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::21::27 using 5:6 with linespoints linecolor rgb '#C98500' dashtype (8,6) linewidth 0.9 pointtype 4 pointsize 0.75*marker notitle, \
  data skip 1 every ::28::34 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype (8,6) linewidth 0.9 pointtype 6 pointsize 0.75*marker notitle, \
  data skip 1 every ::35::41 using 5:6 with linespoints linecolor rgb '#008060' dashtype (8,6) linewidth 0.9 pointtype 8 pointsize 0.75*marker notitle
set lmargin at screen 0.399608; set rmargin at screen 0.659804
set bmargin at screen 0.398021; set tmargin at screen 0.89194
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
set logscale x
set xrange [17.41927179912161:2296.3072429937656]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('30' 30, '100' 100, '300' 300, '1000' 1000)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'evaluation mode' offset 0,-0.6
set xlabel 'weight β of the loss' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::42::48 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#C98500' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::49::55 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::56::62 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::42::48 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::49::55 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::56::62 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle
set lmargin at screen 0.722157; set rmargin at screen 0.982353
set bmargin at screen 0.398021; set tmargin at screen 0.89194
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
set logscale x
set xrange [17.41927179912161:2296.3072429937656]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('30' 30, '100' 100, '300' 300, '1000' 1000)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'training mode' offset 0,-0.6
set xlabel 'weight β of the loss' offset 0,0.7
unset ylabel
unset label
set key at screen 0.5,0.217921 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger after 400 of 2000 outer steps, report scale; learners base_larger, base_larger3; 1000 images;' at screen 0.5,0.095453 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
set label 'band: ± 1 sd (n − 1) over 3 to 5 of 5 trials' at screen 0.5,0.03602 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::63::69 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#C98500' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::70::76 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::77::83 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::63::69 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::70::76 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::77::83 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  keyentry with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker title '10_gtn', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla', \
  keyentry with lines linecolor rgb '#444444' dashtype (8,6) linewidth 0.9 title 'reported'
unset multiplot
unset output
}
